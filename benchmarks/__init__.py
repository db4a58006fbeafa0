"""The speed of a class, measured beside plain nbgrader's."""
