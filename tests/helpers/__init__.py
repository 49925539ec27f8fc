"""What tests of several folders build and do alike."""
