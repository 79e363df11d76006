"""What the component exports, around the functions of the filter's module."""

import gc
import json
import sys

import filter
import wit_world
from componentize_py_types import Err

if not callable(getattr(filter, "process", None)):
    raise TypeError("src/filter.py has no function `process`")

# There is nothing to write to: without this, `print` would end the run.
sys.stdout = sys.stderr = None


def _described(error: Exception) -> str:
    """The error's text, and the line of the filter that raised it."""
    said = str(error) or type(error).__name__
    place, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.rsplit("/", 1)[-1]
        if file not in ("exports.py", "sluice.py"):
            place = f" ({file}:{trace.tb_lineno})"
        trace = trace.tb_next
    return f"{type(error).__name__}: {said}{place}"


class WitWorld(wit_world.WitWorld):
    def configure(self, config: str) -> None:
        try:
            if hasattr(filter, "configure"):
                filter.configure(json.loads(config.strip() or "{}"))
        except Exception as error:
            # What the filter says of its settings is for the operator, and stands as it is.
            raise Err(str(error) if type(error) is ValueError else _described(error)) from None

    def warm_up(self) -> None:
        for _ in range(3):
            try:
                filter.process()
            except Exception:
                # The sample batch is nobody's.
                pass
        # A run is over before there is anything worth collecting.
        gc.collect()
        gc.freeze()
        gc.disable()

    def process(self) -> None:
        try:
            filter.process()
        except Exception as error:
            raise Err(_described(error)) from None
