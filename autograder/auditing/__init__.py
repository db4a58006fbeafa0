"""How far can an exercise's checks be trusted? Measured, not assumed."""
