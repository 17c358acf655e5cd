# %% [imports]
import pandas as pd
# %% [step:a]
df = pd.DataFrame({"a": [1, 5]})
seen = []
def big(value):
    seen.append(value)
    return "color: red" if value > 3 else ""
styled = df.style.map(big)
# %% [step:b]
text = styled.to_html()
# %% [step:c]
print(seen)
# %% [step:d]
table = styled.to_latex()
# %% [step:e]
print(len(seen), text.count("color"))
