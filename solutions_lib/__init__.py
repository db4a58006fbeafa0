"""The reference implementations of the course, NumPy only, one module a session."""
