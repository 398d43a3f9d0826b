"""The scenarios that come with mockbancho, as YAML files."""
