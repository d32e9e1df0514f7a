"""`python -m tests.bench`: the figures that the README names, as tables. Ratios within one run count; absolutes are the machine's."""

from tests.bench import page

if __name__ == "__main__":
    page.main()
