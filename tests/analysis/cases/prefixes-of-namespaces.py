# %% [imports]
import xml.etree.ElementTree as ET
# %% [step:a]
ET.register_namespace("k", "http://k")
# %% [step:b]
element = ET.Element("{http://k}name")
# %% [step:c]
print(ET.tostring(element))
