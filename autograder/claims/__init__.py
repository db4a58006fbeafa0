"""What the slides say, what the lectures measure, and whether the two agree.

``course/claims.toml`` is the table: a row for each idea of the slides and one for
each mistake in them. A lecture claims a number of a row where it computes it, with
``claim("P7.sum", total, 2.14, 2)``; so the value that is right stands in the lecture
alone, and the slide's value in the table alone. Here the two are held together.
"""
