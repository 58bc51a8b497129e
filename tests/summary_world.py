"""The world that the summary's tests live in, and one year's work in it."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

# One year's work on the founding report: a day, then what was done on it.
YEAR = """
2025-01-06 import --builtin
2025-01-06 set 1.1 owner=李四 department=司法所 lead=赵六 start=2025-01-06 due=2025-06-30 kind=限期整改 goal=举办讲座不少于4场
2025-01-06 set 2.1 owner=钱七 department=党政办 lead=赵六 due=2025-09-30 kind=限期整改
2025-01-06 set 3.1 owner=孙八 department=综合行政执法队 due=2025-11-30 kind=长期坚持
2025-01-06 set 4.1 owner=李四 department=司法所 due=2025-12-25 kind=立行立改
2025-03-05 note 1.1 印发2025年法治教育培训计划
2025-03-05 set 1.1.1 progress=已完成 result=培训计划印发至各村
2025-03-05 attach 1.1.1 培训计划.pdf
2025-05-12 note 1.1.2 邀请县法院法官举办专题讲座，42人参加
2025-05-12 set 1.1.2 progress=已完成 result=全镇执法人员参训率100%
2025-06-20 set 1.1 progress=已完成 result=全年举办专题讲座4场，参训干部168人次
2025-06-20 request 1.1
2025-06-25 return 1.1 --reviewer 周科长 --opinion 签到表缺日期，请补充
2025-06-28 set 1.1 1.1.1 1.1.2 progress=已完成
2025-06-28 request 1.1
2025-07-02 close 1.1 --reviewer 周科长 --opinion 同意销号
2025-08-03 note 2.1 修订《制度执行监督考核办法》
2025-08-03 set 2.1 progress=基本完成
2025-09-20 set 2.1 due=2026-03-31 --reason 考核办法需经党委会审议
2025-10-10 set 3.1 percent=40
2025-10-10 note 3.1.1 新配备执法监督员2名
"""
DAY = "2025-12-20"


class World:
    """A home of its own, in which the program runs on a fixed day for a fixed person."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="zhenggai-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, day, *words, language="zh", status=0, path=None):
        home = {k: self.folder for k in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        ours = {"ZHENGGAI_TODAY": day, "ZHENGGAI_USER": "王五", "ZHENGGAI_LANG": language}
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")}
        if path is not None:
            kept["PATH"] = path
        done = subprocess.run([os.environ["ZHENGGAI"], *words], cwd=self.folder, env={**kept, **home, **ours}, capture_output=True)
        if done.returncode != status and (status is not None or done.returncode not in (0, 1)):
            sys.exit(f"{' '.join(words)}: {done.returncode}: {done.stderr.decode()[-2000:]}")
        return done.stdout if status == 0 else done.stderr.decode()

    def year(self):
        self.path("培训计划.pdf").write_text("培训计划")
        for line in YEAR.strip().splitlines():
            day, *words = line.split()
            self.run(day, *words)
        return self

    def path(self, name):
        return pathlib.Path(self.folder, name)

    def ledger(self):
        return self.path("zhenggai/ledger.db")
