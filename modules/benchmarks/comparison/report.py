"""The tables, in Markdown."""
from statistics import median


def ratios(rounds, system):
    """vaelab's speed over that of a system, round by round; a round holds a median of each."""
    return [each["vaelab"] / each[system] for each in rounds]


def table(head, rows):
    return "\n".join("| " + " | ".join(row) + " |"
                     for row in [head, ["---", *["---:"] * (len(head) - 1)], *rows])


def of_case(case, rounds, losses):
    """Each round of a case, their median, and the last training loss of each system."""
    systems = list(rounds[0])
    rows = [[f"round {i}", *(f"{each[name]:,.0f}" for name in systems)]
            for i, each in enumerate(rounds, 1)]
    rows.append(["median", *(f"{median(each[name] for each in rounds):,.0f}" for name in systems)])
    rows.append(["train loss", *(f"{losses[name]:.2f}" for name in systems)])
    return f"### {case}\n\n" + table(["images/s", *systems], rows)


def summary(cases):
    """For each case the median of the rounds' ratios, and the least and the greatest."""
    peers = [name for name in next(iter(cases.values()))[0] if name != "vaelab"]
    rows = []
    for case, rounds in cases.items():
        cells = []
        for name in peers:
            found = ratios(rounds, name)
            cells.append(f"{median(found):.2f} ({min(found):.2f} to {max(found):.2f})")
        rows.append([str(case), f"{median(each['vaelab'] for each in rounds):,.0f}", *cells])
    head = ["case", "vaelab, images/s", *(f"vaelab / {name}" for name in peers)]
    return "### Median ratio (least to greatest)\n\n" + table(head, rows)
