# %% [imports]
import csv
import io
# %% [step:a]
csv.register_dialect("pipes", delimiter="|", quoting=csv.QUOTE_MINIMAL)
# %% [step:b]
text = io.StringIO()
csv.writer(text, dialect="pipes").writerows([["a", "b"], ["c|d", "e"]])
print(text.getvalue())
# %% [step:c]
print(list(csv.reader(io.StringIO(text.getvalue()), "pipes")))


# %% [step:d]
class Semicolons(csv.excel):
    delimiter = ";"


csv.register_dialect("semicolons", Semicolons)
csv.unregister_dialect("pipes")
# %% [step:e]
out = io.StringIO()
csv.DictWriter(out, ["x", "y"], dialect="semicolons").writerow({"x": 1, "y": 2})
print(out.getvalue(), csv.list_dialects())
# %% [step:f]
print(csv.field_size_limit(100))
# %% [step:g]
print(csv.field_size_limit())
