# %% [imports]
import enum
palette = [1]

class Color(enum.Enum):
    RED = palette
# %% [step:s3]
Color.RED.value.append(3)
# %% [step:s5]
print(Color(palette) is Color.RED)
