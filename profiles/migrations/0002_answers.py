"""Claims answer several questions: answers, merged keys, pairs told apart; "retired" becomes "withdrawn". The schema."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

MERGED = ("claim", "question", "actor", "place")


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.JSONField(
                        blank=True,
                        null=True,
                        help_text="{about: 800}, {from: 1000, to: 2000}, {date: “2017-03”}, …; none for text. See fixtures/README.md.",
                    ),
                ),
                (
                    "figure_note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why the figure is not in the quote",
                        help_text="Only where the value's figure does not stand in the quote, in digits or words: why it follows from it.",
                    ),
                ),
                (
                    "home",
                    models.BooleanField(
                        default=False,
                        verbose_name="where the claim chiefly belongs",
                        help_text="Of all the questions that a claim answers, one is its home.",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1000, help_text="Its place in the question.")),
                (
                    "claim",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="profiles.claim"),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="profiles.question"
                    ),
                ),
            ],
            options={"ordering": ("question", "order", "claim__key")},
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("question", "claim"),
                name="answer_once_a_question",
                violation_error_message="The claim already answers this question.",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=Q(home=True),
                fields=("claim",),
                name="answer_one_home_a_claim",
                violation_error_message="A claim chiefly belongs to one question.",
            ),
        ),
        migrations.AddIndex(model_name="answer", index=models.Index(fields=["question", "order"], name="answer_by_place")),
        *(
            migrations.CreateModel(
                name=f"Merged{name.title()}",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("key", models.SlugField(max_length=100, unique=True)),
                    (
                        "into",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="merged", to=f"profiles.{name}"
                        ),
                    ),
                ],
                options={"ordering": ("key",), "abstract": False},
            )
            for name in MERGED
        ),
        migrations.CreateModel(
            name="DistinctPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(max_length=200, help_text="What tells them apart: another actor, place, date or figure."),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="distinct_before", to="profiles.claim"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="distinct_after", to="profiles.claim"
                    ),
                ),
            ],
            options={"ordering": ("first__key", "second__key")},
        ),
        migrations.AddConstraint(
            model_name="distinctpair",
            constraint=models.UniqueConstraint(
                fields=("first", "second"), name="distinct_pair_once", violation_error_message="This pair is already marked."
            ),
        ),
        migrations.AddConstraint(
            model_name="distinctpair",
            constraint=models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="distinct_pair_of_two",
                violation_error_message="A claim can't be told apart from itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="distinctpair",
            constraint=models.CheckConstraint(
                condition=~Q(why=""), name="distinct_pair_has_why", violation_error_message="Say what tells the two apart."
            ),
        ),
        migrations.RemoveConstraint(model_name="claim", name="claim_status_known"),
        migrations.RenameField(model_name="claim", old_name="retired_because", new_name="withdrawn_because"),
        migrations.AlterField(
            model_name="claim",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                editable=False,
                max_length=9,
            ),
        ),
        # Nullable from here on, so that on the way back the column is there before the data stand in it again.
        migrations.AlterField(
            model_name="claim",
            name="question",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="profiles.question"
            ),
        ),
        migrations.AlterModelOptions(name="claim", options={"ordering": ("key",)}),
    ]
