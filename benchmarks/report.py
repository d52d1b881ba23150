"""From the figures of rounds to a row, to ratios, and to a table that people read."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median, quantiles
from typing import Any

Row = dict[str, Any]
_LIMIT = 0.9
"""A driver that is at work for more of the time than this is what was measured."""


# Memory of the first round is not given back: only the most of all rounds says what a connection takes.
_OF: dict[str, Callable[[list[float]], float]] = {"lost": sum, "disordered": sum, "idle": max}


def middle(rounds: Sequence[Row]) -> Row:
    """Return the median of each figure over the rounds, and of the deliveries the least and the most too."""
    found: Row = {}
    for name in rounds[0]:
        values = [each[name] for each in rounds]
        if isinstance(values[0], dict):
            found[name] = middle(values)
        elif isinstance(values[0], (int, float)):
            found[name] = _OF[name](values) if name in _OF else median(values)
    for name in ("deliveries", "storm"):
        if name in found:
            found[f"{name}_spread"] = [min(each[name] for each in rounds), max(each[name] for each in rounds)]
    return found


def milliseconds(seconds: Iterable[float]) -> Row:
    """Return the median and the 95th percentile, in milliseconds."""
    all_of_them = list(seconds)
    return {"p50": median(all_of_them) * 1000, "p95": quantiles(all_of_them, n=20)[-1] * 1000}


def ratios(rows: Sequence[Row]) -> dict[str, float | None]:
    """Return our deliveries per second at saturation as a multiple of each other server's."""
    sat = {row["server"]: row["deliveries"] for row in rows if row["scenario"] == "sat"}
    return {
        name: round(sat["ours"] / sat[name], 2) if sat.get(name) else None
        for name in ("hocuspocus", "control")
    }


def short(figures: Row) -> str:
    """Return the figures of one round on one line."""
    if "storm" in figures:
        return f"all back after {figures['storm']:.2f} s"
    if "idle" in figures:
        return f"{figures['idle'] / 1000:.0f} kB per connection"
    limit = ", the driver is the limit" if figures["driver"] > _LIMIT else ""
    return (
        f"{figures['deliveries']:,.0f} deliveries/s, {figures['changes']:,.0f} changes/s, "
        f"broadcast p95 {figures['broadcast']['p95'] or 0:.1f} ms, driver {figures['driver']:.0%}{limit}"
    )


def table(result: Row) -> str:
    """Return everything that was measured, as text."""
    lines = [
        "",
        (
            f"{'':19}{'deliv./s':>10}{'chg/s':>8}{'ack p50':>9}{'p95':>8}{'p99':>8}"
            f"{'bcast p50':>11}{'p95':>8}{'p99':>8}{'cpu':>6}{'MB':>6}{'lost':>6}{'order':>6}  driver"
        ),
    ]
    lines += [_line(row) for row in result["rows"]]
    if result["rows"]:
        disk = result["rows"][0]["fdatasync"]
        lines.append(f"fdatasync p50 {disk['p50']:.2f} ms, p95 {disk['p95']:.2f} ms")
    if result.get("history"):
        opened = result["history"].items()
        lines += [f"opening a map with {count} journal lines: {ms:.2f} ms" for count, ms in opened]
    if result.get("contract"):
        lines += _contract(result["contract"])
    if result.get("page"):
        lines += _page(result["page"])
    given = result["ratios"]
    lines.append(f"ratios at sat: {given['hocuspocus']} x Hocuspocus, {given['control']} x the control")
    return "\n".join(lines)


def _contract(paper: Row) -> list[str]:
    ours, theirs, large = paper["ours"], paper["weasyprint"], paper["large"]
    return [
        f"a contract rendered and sealed: {ours['p50']} ms (p95 {ours['p95']})",
        f"the same by WeasyPrint, unsealed: {theirs['p50']} ms (p95 {theirs['p95']}), ratio {paper['ratio']}",
        f"{large['partners']} partners on {large['pages']} pages: {large['p50']} ms (p95 {large['p95']})",
        f"left behind after {paper['contracts']} contracts: {paper['left']} MB",
    ]


def _page(phone: Row) -> list[str]:
    lines = [
        f"the page on a phone, {visit} visit: {phone[visit]['kB']} kB in {phone[visit]['files']} files, "
        f"and {phone[visit]['fonts_kB']} kB of fonts"
        for visit in ("first", "later")
    ]
    for name, judged in phone["lighthouse"].items():
        told = {**judged["scores"], **judged["metrics"]}.items()
        least, most = judged["spread"]
        lines.append(f"Lighthouse of {name}: {', '.join(f'{what} {value:g}' for what, value in told)}")
        lines.append(f"    performance {least} to {most} in the single looks")
        lines += [f"    not in order: {audit}" for audit in judged["not in order"]]
    return lines


def _line(row: Row) -> str:
    head = f"{row['scenario']:8}{row['server']:11}"
    if "storm" in row:
        least, most = row["storm_spread"]
        return f"{head} all back after {row['storm']:.2f} s ({least:.2f} to {most:.2f})"
    if "idle" in row:
        return f"{head} {row['idle'] / 1000:.0f} kB for each of {row['sockets']:.0f} connections"
    ack, told = row["ack"], row["broadcast"]
    limit = " (the limit)" if row["driver"] > _LIMIT else ""
    return (
        f"{head}{row['deliveries']:10,.0f}{row['changes']:8,.0f}{ack['p50']:9.1f}{ack['p95']:8.1f}{ack['p99']:8.1f}"
        f"{told['p50']:11.1f}{told['p95']:8.1f}{told['p99']:8.1f}{row['cpu']:6.0%}{row['memory'] / 1e6:6.0f}"
        f"{row['lost']:6}{row['disordered']:6}  {row['driver']:.0%}{limit}"
    )
