"""One submission, then a class: rebuilt, judged, recorded."""
