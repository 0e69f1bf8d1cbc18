"""Quotes of one document: what stands between quotation marks, which of it is speech, and who says it."""
