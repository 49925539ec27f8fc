"""Run by `test_asked_to_end.py`: a command in a process that is sent signals at a chosen word of progress.

Usage: asked_to_end.py WORDS SIGNAL[,SIGNAL...] ARGUMENTS...: once, where a word of progress holds these words. In place of a
signal "wait" waits for one from outside.
"""

from __future__ import annotations

import signal
import sys
import threading

from wolds.app.cli import main
from wolds.app.cli.stopping import TerminalWatch

LEFT = sys.argv[2].split(",")
HEARD = threading.Event()
told, stop_with = TerminalWatch.tell, TerminalWatch._stop_with


def stop(watch: TerminalWatch, why: str) -> None:
    stop_with(watch, why)
    HEARD.set()


def tell(watch: TerminalWatch, fraction: float, message: str = "") -> None:
    told(watch, fraction, message)
    while sys.argv[1] in message and LEFT:
        if (name := LEFT.pop(0)) == "wait":
            sys.stderr.write("waiting for a signal\n")
            sys.stderr.flush()
            assert HEARD.wait(60)  # it may have come before this line: to pause for the next one would be for ever
        else:
            signal.raise_signal(signal.Signals[name])
            assert HEARD.wait(20)  # the work may have a thread of its own, and signals are heard in the main one


signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever the tests are run by: nohup keeps it out of all that it starts
TerminalWatch.tell, TerminalWatch._stop_with = tell, stop  # type: ignore[method-assign]
sys.exit(main(sys.argv[3:]))
