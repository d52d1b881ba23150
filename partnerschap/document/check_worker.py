"""The process in which a file of a stranger is looked at: it has little time and little memory.

It reads one line of JSON (`{"ours": [certificate in hexadecimal]}`) and the file, and writes one line of JSON
(`{"verdict", "reasons", "attached": hexadecimal or null}`).
"""

import json
import logging
import resource
import sys

SECONDS = 5
MEMORY = 300_000_000


def main() -> None:
    """Answer once; whatever goes wrong, the parent takes silence for an answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable()  # what is wrong with a file is the answer, and its words are nobody's business
    from partnerschap.document.check import examine  # noqa: PLC0415 - within the limits, and after the silence

    asked = json.loads(sys.stdin.buffer.readline())
    found = examine(sys.stdin.buffer.read(), [bytes.fromhex(each) for each in asked["ours"]])
    answer = {
        "verdict": found.verdict,
        "reasons": found.reasons,
        "attached": found.attached.hex() if found.attached is not None else None,
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
