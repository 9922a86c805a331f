module mentoring.example

go 1.18
