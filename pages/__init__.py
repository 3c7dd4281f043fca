"""What people see. The one place that imports streamlit; everything else is asked of the workshop."""
