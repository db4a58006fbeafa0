"""What people read: a feedback page for each student, reports for the instructor.

    summary                         the class as a table for the terminal
    feedback                        a student's page: section, said, output, picture, hints
    class_report, report_page       an assignment's numbers, and its page
    course_report                   all assignments together
    tally, entry, statistics        what the numbers are made of
    plain, sanitise                 a stranger's text, and a stranger's HTML
    page                            the frame of all pages

Each is imported where it is used: the table needs nothing of what makes pages, which takes
its time to start.
"""
