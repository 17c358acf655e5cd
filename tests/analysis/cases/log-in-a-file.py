"""What is logged to a file is read after it was logged, and before anything else is."""
# %% [imports]
import logging
# %% [step:a]
logging.basicConfig(filename="w.log", level="INFO", force=True)
logging.info("first")
# %% [step:b]
print(open("w.log").read())
# %% [step:c]
logging.getLogger("other").warning("second")
# %% [step:d]
print(open("w.log").read())
