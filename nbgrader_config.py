"""What nbgrader has to know about this course.

Every nbgrader command and formgrader read this file when they are started in this
folder. All else is nbgrader's default, so that the course can be taken elsewhere.
"""

c = get_config()  # noqa: F821  (nbgrader defines it before it reads this file)

# The course's name in the gradebook and in the exchange; one gradebook may hold several.
c.CourseDirectory.course_id = "deep-learning-foundations"

# Students who may hand in, and due dates, are kept in the gradebook: nothing to list here.

# `nbgrader autograde` and formgrader's button Autograde do what `autograder grade` does: student
# code runs in a sandbox, out of reach of the tests. To have nbgrader grade as it comes, with your
# own rights for student code, or where autograder is not installed, take this line out.
c.Autograde.exporter_class = "autograder.grading.gradebook.door.Door"
