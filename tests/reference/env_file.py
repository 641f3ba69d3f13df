#!/usr/bin/python3
"""What python-dotenv reads in env files, as the reference for poolsize's own reader.

    apt-get install python3-dotenv && tests/reference/env_file.py > tests/reference/env_file.json

Each case: its name, the text, the bindings in their order, and how many bindings were not understood or set nothing.
"""

import io
import json
import random
import re

from dotenv.parser import parse_stream

CASES = {
    "empty": "",
    "blank lines": "\n \n\t\n",
    "comment": "# A=1\n",
    "indented comment": "  # A=1\n",
    "plain": "A=1\n",
    "no final newline": "A=1",
    "CRLF": "A=1\r\nB=2\r\n",
    "CR": "A=1\rB=2\r",
    "all line ends": "A=1\nB=2\r\nC=3\rD=4",
    "byte order mark": "\ufeffA=1\n",
    "spaces around the sign": "A = 1\nB\t=\t2\n",
    "indented": "  A=1\n\tB=2\n",
    "spaces behind": "A=1  \t\n",
    "export": "export A=1\nexport\tB=2\n",
    "export without a name": "export\nA=1\n",
    "export and a comment": "export # A=1\nB=2\n",
    "export as a name": "export=1\n",
    "twice export": "export export A=1\nB=2\n",
    "a name that begins with export": "exported=1\n",
    "empty value": "A=\nB=1\n",
    "empty value at the end": "A=",
    "empty value and spaces": "A=  \nB=1\n",
    "empty quotes": "A=''\nB=\"\"\n",
    "repeated": "A=1\na=2\nA=3\n",
    "without a sign": "A\nB=1\n",
    "two words": "A B\nC=1\n",
    "two words and a sign": "A B=1\nC=2\n",
    "only a sign": "=1\nA=2\n",
    "sign in the value": "A==1=2\n",
    "inline comment": "A=1 # c\nB=2\t#c\n",
    "hash in a value": "A=1#2\n",
    "hash at the front": "A=#1\n",
    "hash behind white space": "A= # c\n",
    "hash in quotes": "A='1 # 2'\nB=\"1 # 2\"\n",
    "comment behind quotes": "A='1' # c\nB=\"2\"#c\n",
    "two comments": "A=1 # b # c\n",
    "comment behind a name": "A # c\nB=1\n",
    "text behind quotes": "A='1' 2\nB=\"1\"2\nC=3\n",
    "inner spaces": "A=1 2  3\n",
    "inner quotes": "A=1'2'\nB=1\"2\"\n",
    "single quotes": "A=' 1 '\n",
    "double quotes": "A=\" 1 \"\n",
    "other quotes inside": "A='\"'\nB=\"'\"\n",
    "escapes in single quotes": "A='\\\\ \\' \\n \\\" \\$'\n",
    "escapes in double quotes": 'A="\\\\ \\\' \\" \\a\\b\\f\\n\\r\\t\\v \\x \\$"\n',
    "escapes without quotes": "A=\\n\\\\\n",
    "several lines": "A='1\n2'\nB=\"3\n4\"\nC=5\n",
    "several lines with CRLF": "A='1\r\n2'\r\nB=3\r\n",
    "several lines with CR": "A='1\r2'\rB=3\r",
    "comment behind several lines": "A=\"1\n2\" # c\nB=3\n",
    "open single quote": "A='1\nB=2\n",
    "open double quote": 'A="1\nB=2\n',
    "open quote takes the next one": 'A="1\nB="2"\nC=3\n',
    "backslash before the closing quote": 'A="1\\"\nB=2\n',
    "backslash before one of two": 'A="1\\"\nB="2"\nC=3\n',
    "two backslashes before the closing quote": 'A="1\\\\"\nB=2\n',
    "two backslashes and a later quote": "A='1\\\\'\nB='2'\nC=3\n",
    "quoted name": "'A'=1\nexport 'B'=2\n",
    "quoted name without an end": "'A=1\nB=2\n",
    "empty quoted name": "''=1\nB=2\n",
    "double-quoted name": '"A"=1\nB=2\n',
    "digit at the front of a name": "1A=1\nB=2\n",
    "dots and dashes in a name": "a.b-c_D9=1\n",
    "base64": "MIIEvQIBADANBgkqhkiG9w0BAQ/+Q==\nB=2\n",
    "other letters in a name": "É=1\nB=2\n",
    "other letters in a value": "A=é € 🐘\n",
    "no expansion": "A=1\nB=${A}\nC=\"$A\"\nD='${A}'\n",
    "no execution": "A=$(id)\nB=`id`\n",
    "a URL": "DATABASE_URL=postgresql+asyncpg://bob:p#w@db:5432/app?ssl=require\n",
    "vertical tab and form feed": "A=\v1\f\n\v\fB=2\n",
    "YAML": "A: 1\nB=2\n",
    "shell": "if [ -f x ]; then\n  A=1\nfi\n",
}

TOKENS = ["A", "B", "export ", "=", " = ", '"', "'", "\\", '\\"', "\\'", "\\n", "\n", "\r\n", "\r", " ", "\t", "#", " #",
          "# c", "10", "x y", "${B}", "é", "\\\\", "A=1\n", '\nB="']


def expected(text):
    # dotenv_values() opens files in text mode, so every line end is "\n"; what a byte order mark does there depends on
    # the encoding that the application names, and utf-8-sig is the one under which the file means what it says.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    bindings, left_out = [], 0
    for binding in parse_stream(io.StringIO(text, newline="\n")):
        named = binding.key is not None and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", binding.key)
        if named and binding.value is not None:
            bindings.append([binding.key, binding.value])
        elif binding.error or binding.key is not None:
            left_out += 1
    return {"bindings": bindings, "left_out": left_out}


def main():
    chance = random.Random(1)
    cases = dict(CASES)
    for i in range(300):
        cases[f"random {i}"] = "".join(chance.choice(TOKENS) for _ in range(chance.randint(3, 25)))
    rows = [json.dumps({"name": name, "text": text, **expected(text)}) for name, text in cases.items()]
    print("[\n" + ",\n".join(rows) + "\n]")


if __name__ == "__main__":
    main()
