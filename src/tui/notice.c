#include "notice.h"

#include "frame.h"
#include "zhenggai/text.h"

enum { NOTICE_COLUMNS = 76 };

typedef struct {
    Modal modal;
    const char *title, *text;
    Page *page;
} Notice;

static void
notice_draw(Modal *modal, App *app)
{
    Notice *notice = (Notice *)modal;
    CanvasArea box = frame_box_area(app, G_MAXINT16, NOTICE_COLUMNS);
    g_auto(GStrv) lines = text_wrap(notice->text, MAX(box.columns - 6, 2));
    box = frame_box_area(app, (int)g_strv_length(lines) + 2, NOTICE_COLUMNS);
    frame_draw_box(app, box, notice->title);
    page_draw(notice->page, app->canvas,
              canvas_area_part(box, 1, 1, box.rows - 2, box.columns - 2));
    const char *const keys[] = {"Enter", _("understood"), "Up Down", _("move"), NULL};
    frame_draw_keys(app, keys);
}

static gboolean
notice_handle(Modal *modal, App *app, const InputEvent *event)
{
    Notice *notice = (Notice *)modal;
    if (event->kind != INPUT_KEY || (event->key != INPUT_UP && event->key != INPUT_DOWN))
        return event->kind == INPUT_KEY ||
               (event->kind == INPUT_MOUSE && event->button == INPUT_BUTTON_DOWN);
    page_scroll(notice->page, event->key == INPUT_UP ? -1 : 1);
    return FALSE;
}

void
notice_show(App *app, const char *title, const char *text)
{
    g_autofree char *visible = text_visible(text);
    Notice notice = {.modal = {notice_draw, notice_handle, .box = TRUE},
                     .title = title,
                     .text = visible,
                     .page = page_new()};
    page_add(notice.page, STYLE_NORMAL, 0, visible);
    app_run_modal(app, &notice.modal);
    page_free(notice.page);
}
