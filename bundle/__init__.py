"""Makes the folder that installs where there is no network: `python -m bundle`."""
