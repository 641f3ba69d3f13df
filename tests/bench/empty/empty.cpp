// What start_bench compares with: a program that does nothing.
int main() {}
