-- Objectives are counted from the samples; what was counted beside them has no reader any more.
delete from state where kind in ('objective', 'objective-segment');
