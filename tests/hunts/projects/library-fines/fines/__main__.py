import sys

from fines.loans import read_loans
from fines.report import report

print(report(read_loans(sys.argv[1])))
