from django.db import migrations, models


class Migration(migrations.Migration):
    """The two branches end here: what the release before did without, and what it no longer needs."""

    stage = "after"

    dependencies = [("dossiers", "0006_join"), ("dossiers", "0007_roads")]

    operations = [
        migrations.AlterField(
            model_name="adjustment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("set", "Ấn định"),
                    ("restart", "Tính lại từ đầu sau bổ sung"),
                    ("pause", "Dừng tính thời gian"),
                    ("resume", "Tính tiếp thời gian"),
                    ("promise", "Hẹn lại ngày trả kết quả"),
                    ("reopen", "Tính lại khi mở lại hồ sơ"),
                    ("calendar", "Tính lại theo lịch làm việc mới"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="paper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acknowledgement", "Xác nhận nộp hồ sơ"),
                    ("receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
                    ("supplement_request", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
                    ("refusal_slip", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
                    ("apology", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
                    ("stop_notice", "Thông báo dừng giải quyết hồ sơ"),
                    ("withdrawal", "Xác nhận rút hồ sơ"),
                    ("obligation_notice", "Thông báo thực hiện nghĩa vụ tài chính"),
                ],
                max_length=20,
            ),
        ),
    ]
