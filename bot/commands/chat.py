"""`vouch chat`: talk to Vouch in this terminal."""

import sys
from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="name", metavar="NAME", help="whose conversation to open")


def run(_arguments: Namespace) -> int:
    print("The conversation in the terminal is not in this version yet.", file=sys.stderr)
    return 1
