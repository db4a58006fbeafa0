"""What people read: a feedback page for each student, reports for the instructor."""

from autograder.reporting.class_report import ClassReport, class_report
from autograder.reporting.course_report import CourseReport, course_report
from autograder.reporting.feedback import feedback_page, write_feedback
from autograder.reporting.report_page import class_page, course_page
from autograder.reporting.summary import Row, Summary, print_summary, summarise

__all__ = [
    "ClassReport",
    "CourseReport",
    "Row",
    "Summary",
    "class_page",
    "class_report",
    "course_page",
    "course_report",
    "feedback_page",
    "print_summary",
    "summarise",
    "write_feedback",
]
