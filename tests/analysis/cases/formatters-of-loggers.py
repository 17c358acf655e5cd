# %% [imports]
import logging
import sys
# %% [step:a]
MARK = "|"
class Loud(logging.Formatter):
    def format(self, record):
        return MARK + super().format(record).upper()
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(Loud("%(message)s"))
logging.getLogger("loud").addHandler(handler)
# %% [step:b]
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname}: {message}", style="{"))
logging.getLogger("braces").handlers.append(handler)
logging.root.setLevel(7)
# %% [step:c]
record = logging.makeLogRecord({"msg": "one", "levelname": "INFO"})
print([logging.getLogger(name).handlers[0].format(record) for name in ("loud", "braces")], logging.root.level)
