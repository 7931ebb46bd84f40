"""`python -m milium` is the same as `milium`."""

from milium.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
