"""Questions to datasets: comparison of articles, agreement of annotations, statistics."""
