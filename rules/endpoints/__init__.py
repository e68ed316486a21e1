"""Rules about the endpoints of HTTP APIs."""
