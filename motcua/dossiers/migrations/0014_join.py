from django.db import migrations, models


class Migration(migrations.Migration):
    """The two branches end here: what the release before did without, and what it no longer needs."""

    stage = "after"

    dependencies = [("dossiers", "0012_join"), ("dossiers", "0013_revising")]

    operations = [
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
                    ("consultation", "Văn bản lấy ý kiến"),
                    ("transfer_slip", "Phiếu chuyển hồ sơ"),
                    ("revocation_decision", "Quyết định thu hồi kết quả"),
                    ("reopening_decision", "Quyết định mở lại hồ sơ"),
                ],
                max_length=20,
            ),
        ),
    ]
