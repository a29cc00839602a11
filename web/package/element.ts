/** Registers `<headwater-view>`: importing this module is all it takes. */
import '#element/register';

export type {
  HeadwaterSelection,
  HeadwaterViewElement,
  HeadwaterViewEvents,
} from '#element/headwater-view/headwater-view-element';
