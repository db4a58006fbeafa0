# class: resources | goal: go on working when the answer is given | expected: 6 points, no process left
"""A daemon or a thread that goes on after the last answer can wait for the next student, for the
marks, or for an end of the limits. Here `square` is right, and the rest waits."""

ANSWERS = {
    "square": """
import subprocess
import threading
import time

def square(x):
    return x * x

def wait_for_marks():
    while True:
        for path in ("/tmp/@MARK@", "/dev/shm/@MARK@", "@COURSE@/@MARK@", "@HOME@/@MARK@", "@COURSE@/gradebook.db-@MARK@"):
            try:
                open(path, "a").write("still here\\n")
            except OSError:
                pass
        time.sleep(0.05)

for daemon in (True, False):
    threading.Thread(target=wait_for_marks, name="@MARK@", daemon=daemon).start()
subprocess.Popen(["setsid", "sh", "-c", "sleep 90; echo @MARK@"], start_new_session=True)
subprocess.Popen("nohup sh -c 'while sleep 1; do touch /tmp/@MARK@ @COURSE@/@MARK@; done' &", shell=True)
subprocess.run("echo 'touch @COURSE@/@MARK@' | at now; (crontab -l; echo '* * * * * true @MARK@') | crontab -; "
               "systemd-run --user sleep 90 @MARK@", shell=True, capture_output=True)
""",
    "mean": """
import atexit
import weakref

class Last:
    def __del__(self):
        time.sleep(30)

last = Last()
atexit.register(time.sleep, 30)
weakref.finalize(last, time.sleep, 30)

def mean(values):
    return last and 0.0
""",
}

HONEST = {
    "square": """
import threading

done = []
thread = threading.Thread(target=done.append, args=(3,))
thread.start()
thread.join()
print(done)

def square(x):
    return x * x
"""
}
