"""Whatever a process of Vouch loads, loaded by importing this: tests fork processes from one that has done so.

The workers of a test run import it too, as they look for examples: no test waits for the first message to be read, as
no resident does.
"""

from importlib import import_module

from bot.understanding import load

for module in (
    "adapters.metrics",
    "adapters.simulation.app",
    "adapters.simulation.process",
    "adapters.slack.app",
    "adapters.teams.app",
    "adapters.terminal.app",
    "adapters.web",
    "bot.drafting.check_templates",
    "bot.wiring.serving",
    "bot.wiring.simulation",
    "bot.wiring.terminal",
    "tests.crash.worker",
):
    import_module(module)
load()
