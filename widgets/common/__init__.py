"""Pieces that tables, trees and lists share: search box, empty state, chips, numbers in words, clipboard text."""
