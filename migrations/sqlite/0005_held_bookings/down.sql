DELETE FROM bookings WHERE appointment_id IN (SELECT id FROM appointments WHERE state = 'held');
