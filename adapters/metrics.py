"""Numbers for Prometheus: how many deliveries are in which state and how old the oldest is. Counts, never content."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from bot.domain.delivery import DeliveryState, Tally

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Snapshot:
    """What was counted at the moment of one scrape: every process that shares the database would say the same."""

    def __init__(self, tally: Sequence[Tally], last_beat: datetime | None, now: datetime) -> None:
        self._tally, self._last_beat, self._now = tally, last_beat, now

    def collect(self) -> Iterable[Metric]:
        count = GaugeMetricFamily("vouch_deliveries", "Messages by platform and state", labels=["platform", "state"])
        late = GaugeMetricFamily(
            "vouch_oldest_due_seconds", "How long the oldest waiting message has been due", labels=["platform"]
        )
        for each in self._tally:
            count.add_metric([each.platform, each.state.value], each.count)
            if each.state is DeliveryState.WAITING:
                late.add_metric([each.platform], max((self._now - each.oldest_due).total_seconds(), 0))
        yield count
        yield late
        if self._last_beat:
            silent = (self._now - self._last_beat).total_seconds()
            yield GaugeMetricFamily("vouch_heartbeat_age_seconds", "Since any delivery loop was last alive", silent)


def metrics_text(tally: Sequence[Tally], last_beat: datetime | None, now: datetime) -> bytes:
    """Return the numbers in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Snapshot(tally, last_beat, now))
    return generate_latest(registry)
