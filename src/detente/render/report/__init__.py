"""The report page: the accounts of articles side by side, as one HTML file that needs nothing else.

``making`` is the way in. ``subject`` says what a page is of; ``answer``, ``timeline``, ``motives``, ``texts``,
``cards``, ``sources``, ``matrices``, ``causes``, ``network`` and ``provenance`` make its parts, as plain values;
``page`` puts them into the templates, by ``environment``, which escapes all that they are given. ``index`` is the
page of a dataset with many articles.
"""
