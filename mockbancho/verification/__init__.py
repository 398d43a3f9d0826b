"""What was asked of a server: selecting calls, verifying them, telling those that nobody expected, covering the API."""
