"""`python -m partnerschap` is the command line."""

from partnerschap.cli import main

main()
