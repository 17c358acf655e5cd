# A class whose metaclass has an answer to every name is handed over.
# %% [step:a]
log = []
class Answers(type):
    def __getattr__(cls, name):
        log.append(name)
        return 1
class Asked(metaclass=Answers):
    pass
# %% [step:b]
Asked.anything
log[:] = [name for name in log if name[0] != '_']
# %% [step:c]
print(log)
