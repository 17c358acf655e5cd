"""nbconvert's exporters of Kale Ext: `jupyter nbconvert --to kale-kfp`, and Lab's *Save and Export Notebook As*."""
