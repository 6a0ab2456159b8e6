"""Label Studio: tasks with annotations, and the labelling configuration for them.

Written is a folder: ``tasks.json`` to import into a project, ``config.xml`` for its labelling
interface. Read is that folder, or the file that a project exports as JSON. Label Studio counts code
points; it checks neither offsets nor words nor labels, so all of that is checked here.
"""

from detente.bridges.label_studio.reading import read
from detente.bridges.label_studio.writing import write

__all__ = ["read", "write"]
