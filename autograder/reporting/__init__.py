"""What people read: a feedback page for each student, a summary for the instructor."""

from autograder.reporting.feedback import feedback_page, write_feedback
from autograder.reporting.summary import Row, Summary, print_summary, summarise, summary_page

__all__ = [
    "Row",
    "Summary",
    "feedback_page",
    "print_summary",
    "summarise",
    "summary_page",
    "write_feedback",
]
