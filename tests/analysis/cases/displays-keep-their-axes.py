# %% [imports]
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
from sklearn.metrics import ConfusionMatrixDisplay
# %% [step:made]
display = ConfusionMatrixDisplay.from_predictions([0, 1, 1], [0, 1, 0])
# %% [step:drawn]
figure, axes = plt.subplots()
display.plot(ax=axes)
# %% [step:titled]
display.ax_.set_title("new")
# %% [step:shown]
print(axes.get_title(), figure.axes[0].get_title())
