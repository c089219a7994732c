"""Workbooks that dantin makes."""
