"""Is this answer right, and if not, why?"""

from autograder.checking.case import Case
from autograder.checking.exercise import Answer, Exercise
from autograder.checking.verdict import CheckResult, Diagnosis, Report, Verdict

__all__ = ["Answer", "Case", "CheckResult", "Diagnosis", "Exercise", "Report", "Verdict"]
