"""How fast mockbancho is, beside a bare Starlette route measured in the same run: `make bench`, docs/benchmark.md."""
