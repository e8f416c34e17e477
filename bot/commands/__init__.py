"""One file per subcommand of `vouch`: `add_arguments(parser)` declares its options, `run(arguments)` does it."""
