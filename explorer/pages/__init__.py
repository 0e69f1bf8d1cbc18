"""Pages: what each page shows, read from a snapshot. A page that finds nothing under its address gives None."""
